"""Photos, videos and documents: asked for, recognised, known again."""
