/** The module that a Python script could not find, by the last line of its errors; undefined when it ended for another reason. */
export function findMissingModule(errors: string): string | undefined {
  return /(?:^|\n)ModuleNotFoundError: No module named '([\w-]+)[\w.-]*'\s*$/u.exec(errors)?.[1]
}

/** What to install, and in which Python (as a shell reads its path): one line, for a person who has not read the traceback. */
export function adviseModule(python: string, module: string): string {
  const lacks = `${python} has no module "${module}"`
  if (module !== 'iterm2') return `${lacks}: install the package that brings it, for that Python`
  const install = `${lacks}: ${python} -m pip install iterm2`
  // The runtime that iTerm2 installs has it, unless somebody took it away.
  if (python.includes('iterm2env')) return install
  return `${install}, or iTerm2's own Python, which has it: Scripts > Manage > Install Python Runtime`
}
