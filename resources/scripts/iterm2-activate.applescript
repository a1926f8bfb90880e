-- @name iTerm2: activate a session
-- @description Selects the pane, tab and window of one session and brings iTerm2 to the front.
-- @category Window management
-- @targets one
-- @needs macos, iterm2
on run argv
  if application "iTerm2" is not running then error "iTerm2 is not running." number -600
  set wanted to system attribute "COMMS_TARGET_ID"
  tell application "iTerm2"
    repeat with aWindow in windows
      repeat with aTab in tabs of aWindow
        repeat with aSession in sessions of aTab
          if unique ID of aSession is wanted then
            select aSession
            select aTab
            select aWindow
            activate
            return
          end if
        end repeat
      end repeat
    end repeat
  end tell
  error "that session is not in iTerm2 any more"
end run
