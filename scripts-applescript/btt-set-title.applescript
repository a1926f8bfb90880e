-- Sets the title of the session in front through a named trigger of BetterTouchTool, which takes it from the clipboard.
-- What was on the clipboard is put back.
-- Arguments: the trigger's name, the path of a private file that holds the title in UTF-8, the path of the file with the
-- shared secret (empty: none).
-- Answer: nothing. Error -600: BetterTouchTool is not running.
use framework "Foundation"
use scripting additions

on run argv
	if application "BetterTouchTool" is not running then error "BetterTouchTool is not running." number -600
	set triggerName to item 1 of argv
	set theTitle to my readText(item 2 of argv)
	set secret to my readText(item 3 of argv)
	set saved to the clipboard as record
	try
		set the clipboard to theTitle
		tell application "BetterTouchTool"
			if secret is "" then
				trigger_named triggerName
			else
				trigger_named triggerName shared_secret secret
			end if
		end tell
		-- The trigger has read the clipboard once it has returned; BetterTouchTool may answer a little before.
		delay 0.3
		set the clipboard to saved
	on error message number code
		set the clipboard to saved
		error message number code
	end try
	return
end run

on readText(thePath)
	set theText to current application's NSString's stringWithContentsOfFile:thePath encoding:(current application's NSUTF8StringEncoding) |error|:(missing value)
	if theText is missing value then return ""
	return theText as text
end readText
