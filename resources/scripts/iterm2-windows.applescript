-- @name iTerm2: list windows, tabs and sessions
-- @description Prints the id and name of every session with its window and tab. Floating hotkey windows are missing.
-- @category Window management
-- @needs macos, iterm2
on run argv
  if application "iTerm2" is not running then error "iTerm2 is not running." number -600
  -- Inside the tell block these words would mean iTerm2's own tab.
  set mark to character id 9
  set found to {}
  tell application "iTerm2"
    repeat with aWindow in windows
      repeat with aTab in tabs of aWindow
        repeat with aSession in sessions of aTab
          set place to (id of aWindow as text) & mark & (index of aTab as text)
          set end of found to place & mark & unique ID of aSession & mark & name of aSession
        end repeat
      end repeat
    end repeat
  end tell
  set AppleScript's text item delimiters to linefeed
  return found as text
end run
