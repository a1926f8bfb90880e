export function SaveGroupDialog() { return null }
