-- Writes text into a session and presses nothing: no newline is added.
-- Arguments: the session's unique ID, the path of a private file that holds the text in UTF-8.
-- Answer: nothing. Error -1728: no such session.
use framework "Foundation"
use scripting additions

on run argv
	if application "iTerm2" is not running then error "iTerm2 is not running." number -600
	set wanted to item 1 of argv
	set theText to my readText(item 2 of argv)
	tell application "iTerm2"
		set ids to unique ID of sessions of tabs of windows
		repeat with w from 1 to count of ids
			repeat with t from 1 to count of (item w of ids)
				repeat with s from 1 to count of (item t of item w of ids)
					if (item s of item t of item w of ids) is wanted then
						tell session s of tab t of window w to write text theText newline no
						return
					end if
				end repeat
			end repeat
		end repeat
	end tell
	error "There is no session " & wanted & "." number -1728
end run

on readText(thePath)
	set theText to current application's NSString's stringWithContentsOfFile:thePath encoding:(current application's NSUTF8StringEncoding) |error|:(missing value)
	if theText is missing value then error "The file cannot be read." number -43
	return theText as text
end readText
