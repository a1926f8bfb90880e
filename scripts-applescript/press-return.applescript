-- Presses Return by System Events, into whatever is in front: the caller has checked what that is.
-- Arguments: the unique ID of the session that must be in front.
-- Answer: nothing. Error 9001: something else is in front, and nothing was pressed.
use scripting additions

on run argv
	if id of application (path to frontmost application as text) is not "com.googlecode.iterm2" then error "iTerm2 is not in front." number 9001
	tell application "iTerm2" to set frontSession to unique ID of current session of current window
	if frontSession is not (item 1 of argv) then error "Another session is in front." number 9001
	tell application "System Events" to key code 36
end run
