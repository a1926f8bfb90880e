// Makes the requests of each line of its standard input, one after the other, and prints all their answers as a line.
import { request } from 'node:http'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'

function ask({ socketPath, method, path, body, headers }) {
  return new Promise((resolve, reject) => {
    const json = body === undefined ? {} : { 'content-type': 'application/json' }
    const options = { socketPath, method, path, headers: { ...json, ...headers }, agent: false }
    const sent = request(options, async response => {
      const said = await text(response)
      resolve({ status: response.statusCode, headers: response.headers, text: said, json: JSON.parse(said) })
    })
    sent.once('error', reject).end(body === undefined ? undefined : JSON.stringify(body))
  })
}

for await (const line of createInterface({ input: process.stdin })) {
  const answers = []
  for (const one of JSON.parse(line)) answers.push(await ask(one))
  console.log(JSON.stringify(answers))
}
