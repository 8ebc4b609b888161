'use strict'

// The peer of ./careloop bench ldt: the npm package xdt, driven over standard input. Every line "CORPUS SECONDS" is
// answered with what was read meanwhile: "BYTES NANOSECONDS IDS", processor time of all threads of this process.

const fs = require('fs')
const path = require('path')
const readline = require('readline')
const Xdt = require('xdt')

// Decoded beforehand: what is measured is the tokenising alone.
const corpus = name => fs.readdirSync(path.join(process.argv[2], name)).sort()
  .map(file => fs.readFileSync(path.join(process.argv[2], name, file), 'latin1'))
const corpora = { small: corpus('small'), large: corpus('large') }

readline.createInterface({ input: process.stdin }).on('line', line => {
  const [name, seconds] = line.split(' ')
  const until = process.hrtime.bigint() + BigInt(Math.round(Number(seconds) * 1e9))
  const before = process.cpuUsage()
  let bytes = 0
  let ids = 0
  while (process.hrtime.bigint() < until) {
    ids = 0
    for (const text of corpora[name]) {
      const fields = new Xdt(text).fields
      for (let i = 0; i < fields.length; i++) ids += Number(fields[i].field)
      bytes += text.length
    }
  }
  const used = process.cpuUsage(before)
  console.log(bytes + ' ' + (used.user + used.system) * 1000 + ' ' + ids)
})
