-- Sets the name of a session, which the next title of its program replaces, and keeps the title in a variable of the
-- session, which nothing replaces.
-- Arguments: the session's unique ID, the name as iTerm2 evaluates it (a backslash is written twice), the title to keep.
-- Answer: nothing. Error -1728: no such session.
on run argv
	if application "iTerm2" is not running then error "iTerm2 is not running." number -600
	set wanted to item 1 of argv
	tell application "iTerm2"
		set ids to unique ID of sessions of tabs of windows
		repeat with w from 1 to count of ids
			repeat with t from 1 to count of (item w of ids)
				repeat with s from 1 to count of (item t of item w of ids)
					if (item s of item t of item w of ids) is wanted then
						tell session s of tab t of window w
							set variable named "user.comms_title" to (item 3 of argv)
							set name to (item 2 of argv)
						end tell
						return
					end if
				end repeat
			end repeat
		end repeat
	end tell
	error "There is no session " & wanted & "." number -1728
end run
