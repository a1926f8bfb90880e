-- Reads the last lines of a session, as many as it has rows. iTerm2 hands out the whole scrollback; the rest is cut here.
-- Arguments: the session's unique ID.
-- Answer: ["line", ...], top to bottom. Error -1728: no such session.
use framework "Foundation"
use scripting additions

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
							set everything to contents
							set height to rows
						end tell
						return my toJson(my lastLines(everything, height))
					end if
				end repeat
			end repeat
		end repeat
	end tell
	error "There is no session " & wanted & "." number -1728
end run

on lastLines(everything, wantedCount)
	set allLines to paragraphs of everything
	set lineCount to count of allLines
	if lineCount is 0 then return {}
	if lineCount is less than wantedCount then return allLines
	return items (lineCount - wantedCount + 1) thru lineCount of allLines
end lastLines

on toJson(value)
	set bytes to current application's NSJSONSerialization's dataWithJSONObject:value options:0 |error|:(missing value)
	return (current application's NSString's alloc()'s initWithData:bytes encoding:(current application's NSUTF8StringEncoding)) as text
end toJson
