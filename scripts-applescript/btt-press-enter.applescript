-- Presses Return through a named trigger of BetterTouchTool. The trigger does nothing by itself: it wants a ticket, which
-- is set here and which it takes away, so that nobody else can press Return with it.
-- Arguments: the trigger's name, the unique ID of the session that must be in front, the ticket, the path of the file
-- with the shared secret (empty: none).
-- Answer: nothing. Error 9001: something else is in front, and nothing was pressed. Error -600: not running.
use framework "Foundation"
use scripting additions

on run argv
	if application "BetterTouchTool" is not running then error "BetterTouchTool is not running." number -600
	set triggerName to item 1 of argv
	set ticket to item 3 of argv
	set secret to my readText(item 4 of argv)
	if id of application (path to frontmost application as text) is not "com.googlecode.iterm2" then error "iTerm2 is not in front." number 9001
	tell application "iTerm2" to set frontSession to unique ID of current session of current window
	if frontSession is not (item 2 of argv) then error "Another session is in front." number 9001
	tell application "BetterTouchTool"
		if secret is "" then
			set_string_variable "comms_press_once" to ticket
			trigger_named triggerName
		else
			set_string_variable "comms_press_once" to ticket shared_secret secret
			trigger_named triggerName shared_secret secret
		end if
	end tell
	return
end run

on readText(thePath)
	set theText to current application's NSString's stringWithContentsOfFile:thePath encoding:(current application's NSUTF8StringEncoding) |error|:(missing value)
	if theText is missing value then return ""
	return theText as text
end readText
