/**
 * Ways in which a page of another origin can reach a server of this machine. Each takes the address of the server and
 * the routes to try, and returns what it could read or prove of any answer: nothing, when the server is careful.
 */

const PATIENCE = 400
const pause = ms => new Promise(resolve => setTimeout(resolve, ms))
const inTime = promise => Promise.race([promise, pause(PATIENCE).then(() => undefined)])

/** The first event of these, or nothing in time. */
const firstOf = (target, ...events) =>
  inTime(new Promise(resolve => events.forEach(name => target.addEventListener(name, () => resolve(name)))))

async function each(routes, attempt) {
  const got = await Promise.all(
    routes.map(route =>
      attempt(route).then(
        value => value,
        () => undefined,
      ),
    ),
  )
  return got.flat().filter(value => typeof value === 'string' && value !== '')
}

const readOk = answer => (answer.ok ? answer.text() : '')
const bodyOf = route => (route.method === 'POST' ? { body: route.body } : {})

/** Puts an element into the page, reports the event that says it was taken, and removes it again. */
async function embed(tag, attributes, good = 'load') {
  const element = Object.assign(document.createElement(tag), attributes)
  const event = firstOf(element, good, 'error')
  document.body.append(element)
  const seen = await event
  element.remove()
  return seen === good ? `${tag} loaded` : ''
}

async function readFrame(frame, start) {
  const event = firstOf(frame, 'load')
  start()
  await event
  try {
    const text = frame.contentDocument?.body?.innerText ?? ''
    return frame.contentWindow.location.href === 'about:blank' ? '' : text
  } catch {
    return ''
  } finally {
    frame.remove()
  }
}

function makeFrame(attributes = {}) {
  const frame = Object.assign(document.createElement('iframe'), attributes)
  document.body.append(frame)
  return frame
}

/** What a worker or a frame without an origin does: everything that fetch can. */
export const FETCH_ALL = `async (target, routes) => {
  const got = []
  for (const { method, path, body } of routes) {
    const more = method === 'POST' ? { body } : {}
    for (const mode of ['no-cors', 'cors']) {
      const answer = await fetch(target + path, { method, mode, ...more }).catch(() => undefined)
      if (answer?.ok) got.push(await answer.text())
    }
  }
  return got
}`

async function askWorker(worker, listenOn, message) {
  const answer = new Promise(resolve => listenOn.addEventListener('message', event => resolve(event.data)))
  worker.postMessage(message)
  return (await Promise.race([answer, pause(10_000)])) ?? []
}

export const attacks = {
  'fetch without cors': ({ target, routes }) =>
    each(routes, route =>
      fetch(target + route.path, {
        method: route.method,
        mode: 'no-cors',
        headers: { 'content-type': 'text/plain' },
        ...bodyOf(route),
      }).then(readOk),
    ),

  'fetch with cors': ({ target, routes }) =>
    each(routes, route => fetch(target + route.path, { method: route.method, ...bodyOf(route) }).then(readOk)),

  'fetch that needs a preflight': ({ target, routes, token }) =>
    each(routes, route =>
      fetch(target + route.path, {
        method: route.method,
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        ...bodyOf(route),
      }).then(readOk),
    ),

  'fetch with credentials': ({ target, routes }) =>
    each(routes, route =>
      fetch(target + route.path, { method: route.method, credentials: 'include', ...bodyOf(route) }).then(readOk),
    ),

  'fetch through a redirect': ({ target, routes }) =>
    each(routes, route =>
      fetch(`/redirect?to=${encodeURIComponent(target + route.path)}`, {
        method: route.method,
        ...bodyOf(route),
      }).then(readOk),
    ),

  XMLHttpRequest: ({ target, routes }) =>
    each(routes, async route => {
      const request = new XMLHttpRequest()
      request.open(route.method, target + route.path)
      const seen = firstOf(request, 'load', 'error')
      request.send(route.method === 'POST' ? route.body : null)
      return (await seen) === 'load' && request.status < 400 ? request.responseText : ''
    }),

  form: ({ target, routes }) =>
    each(routes, route => {
      const frame = makeFrame({ name: `f${Math.random()}` })
      const form = document.createElement('form')
      Object.assign(form, {
        action: target + route.path,
        method: route.method,
        enctype: 'text/plain',
        target: frame.name,
      })
      const field = Object.assign(document.createElement('input'), {
        name: `${route.body.slice(0, -1)},"x":"`,
        value: '"}',
      })
      form.append(field)
      document.body.append(form)
      return readFrame(frame, () => form.submit()).finally(() => form.remove())
    }),

  img: ({ target, routes }) => each(routes, route => embed('img', { src: target + route.path })),
  script: ({ target, routes }) => each(routes, route => embed('script', { src: target + route.path })),
  'module script': ({ target, routes }) =>
    each(routes, route => embed('script', { type: 'module', src: target + route.path })),
  stylesheet: ({ target, routes }) =>
    each(routes, route => embed('link', { rel: 'stylesheet', href: target + route.path })),
  video: ({ target, routes }) => each(routes, route => embed('video', { src: target + route.path }, 'loadeddata')),

  iframe: ({ target, routes }) =>
    each(routes, route => {
      const frame = document.createElement('iframe')
      return readFrame(frame, () => {
        frame.src = target + route.path
        document.body.append(frame)
      })
    }),

  window: async ({ target, routes }) => {
    const got = []
    for (const route of routes.slice(0, 3)) {
      const opened = open(target + route.path)
      await pause(PATIENCE)
      try {
        if (opened.location.href !== 'about:blank') got.push(opened.document.body.innerText)
      } catch {
        // Kept apart, as it should be.
      }
      opened?.close()
    }
    return got
  },

  EventSource: ({ target, routes }) =>
    each(routes, async route => {
      const source = new EventSource(target + route.path)
      const seen = await firstOf(source, 'open', 'message', 'error')
      source.close()
      return seen === 'error' ? '' : seen
    }),

  WebSocket: ({ target, token }) =>
    each([[], ['comms.v1'], ['comms.v1', `token.${token}`]], async protocols => {
      const socket = new WebSocket(`${target.replace('http', 'ws')}/v1/live`, protocols)
      const seen = await firstOf(socket, 'open', 'error')
      socket.close()
      return seen === 'open' ? 'socket opened' : ''
    }),

  beacon: async ({ target, routes }) => {
    for (const { path, body } of routes) {
      for (const type of ['text/plain', 'application/json']) {
        navigator.sendBeacon(target + path, new Blob([body], { type }))
      }
    }
    await pause(PATIENCE)
    return []
  },

  'a frame without an origin': async ({ target, routes }) => {
    const frame = makeFrame({ sandbox: 'allow-scripts' })
    const said = askWorker({ postMessage() {} }, window)
    const call = `(${FETCH_ALL})(${JSON.stringify(target)}, ${JSON.stringify(routes)})`
    frame.srcdoc = `<script>${call}.then(got => parent.postMessage(got, '*'))</script>`
    return said.finally(() => frame.remove())
  },

  worker: async ({ target, routes }) => {
    const worker = new Worker('/worker.js')
    return askWorker(worker, worker, { target, routes }).finally(() => worker.terminate())
  },

  'service worker': async ({ target, routes }) => {
    const registration = await navigator.serviceWorker.register('/worker.js')
    await navigator.serviceWorker.ready
    navigator.serviceWorker.startMessages()
    const said = await askWorker(registration.active, navigator.serviceWorker, { target, routes })
    await registration.unregister()
    return said
  },
}

window.attacks = attacks
