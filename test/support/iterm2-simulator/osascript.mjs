// Stands in for macOS's `osascript`: hands the script and its arguments to the simulator and says what it says.
import { readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'

const [socketPath, ...words] = process.argv.slice(2)
const lines = []
let file
const args = []
for (let at = 0; at < words.length; at++) {
  const word = words[at]
  if (file !== undefined) args.push(word)
  else if (word === '-e') lines.push(words[++at] ?? '')
  else if (word === '-l' || word === '-s') at++
  else if (word.startsWith('-') && word !== '-') continue
  else if (lines.length > 0) {
    file = ''
    args.push(word)
  } else file = word
}
const isFile = file !== undefined && file !== '' && file !== '-'
const script = lines.length > 0 ? lines.join('\n') : isFile ? readFileSync(file, 'utf8') : readFileSync(0, 'utf8')

const socket = connect(socketPath)
socket.on('error', error => {
  process.stderr.write(`the simulator does not answer: ${error.message}\n`)
  process.exitCode = 1
})
socket.end(JSON.stringify({ script, file: isFile ? file : null, args }))
const answer = await text(socket)
if (answer !== '') {
  const { code, stdout, stderr } = JSON.parse(answer)
  process.stdout.write(stdout)
  process.stderr.write(stderr)
  process.exitCode = code
}
