-- what waited when the copy was made was meant to be sent by the original
UPDATE aftersales_notification_log
   SET state = 'skipped', reason_code = 'neutralized', next_try = NULL
 WHERE state = 'queued';
-- private links of a copy open nothing of the original: nobody is sent one
UPDATE aftersales_lost_link
   SET is_answered = true
 WHERE is_answered IS NOT TRUE;
