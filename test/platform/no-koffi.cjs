// Preloaded by native.test.ts: a machine on which koffi cannot be loaded.
const { Module } = require('node:module')
const resolve = Module._resolveFilename
Module._resolveFilename = function (request, ...rest) {
  if (request === 'koffi') throw new Error('no koffi here')
  return resolve.call(this, request, ...rest)
}
