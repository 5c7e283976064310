# Every verb is a file in devtools/verbs; `make` alone lists them.
PYTHON ?= python3
VERBS := demo stop reset test shell lint format pot screenshots bench test-upstream fuzz lock

ifeq ($(shell command -v $(PYTHON)),)
$(error $(PYTHON) is missing. As root: apt-get install python3)
endif

.PHONY: help $(VERBS)

help:
	@$(PYTHON) -m devtools

$(VERBS):
	@$(PYTHON) -m devtools $@ $(ARGS)
