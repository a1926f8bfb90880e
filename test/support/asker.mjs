// Makes the requests it reads from standard input, one after the other, and prints every answer.
import { request } from 'node:http'
import { text } from 'node:stream/consumers'

const answers = []
for (const { socketPath, method, path, body, headers } of JSON.parse(await text(process.stdin))) {
  answers.push(
    await new Promise((resolve, reject) => {
      const json = body === undefined ? {} : { 'content-type': 'application/json' }
      const sent = request({ socketPath, method, path, headers: { ...json, ...headers } }, async response => {
        const said = await text(response)
        resolve({ status: response.statusCode, headers: response.headers, text: said, json: JSON.parse(said) })
      })
      sent.once('error', reject).end(body === undefined ? undefined : JSON.stringify(body))
    }),
  )
}
process.stdout.write(JSON.stringify(answers))
