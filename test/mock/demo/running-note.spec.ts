import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { keepRunningNotes } from '#mock/demo/running-note'

const folder = mkdtempSync(path.join(tmpdir(), 'suitan-note-'))
const file = path.join(folder, 'running.json')
const leave = (note: object) => writeFileSync(file, JSON.stringify(note))
afterAll(() => rmSync(folder, { recursive: true }))

/** A process whose command line names the program, as a start or a service has it. */
const pretend = (program: string) => {
  const script = path.join(folder, program)
  writeFileSync(script, 'setInterval(() => {}, 1000)')
  return spawn(process.execPath, [script], { stdio: 'ignore' })
}

describe('the note of a running start', () => {
  it('is taken, kept and given back', () => {
    const notes = keepRunningNotes(folder)
    expect(notes.claim()).toBeUndefined()
    notes.write({ url: 'http://127.0.0.1:4321', servicePid: 99 })
    expect(notes.lastPort()).toBe(4321)
    notes.release()
    expect(existsSync(file)).toBe(false)
    expect(notes.lastPort()).toBe(4321)
  })

  it('of a live start is shown to the next one', () => {
    const other = pretend('start.mjs')
    leave({ pid: other.pid, url: 'http://127.0.0.1:1' })
    expect(keepRunningNotes(folder).claim()).toEqual({ pid: other.pid, url: 'http://127.0.0.1:1' })
    other.kill('SIGKILL')
    rmSync(file)
  })

  it('of a killed start, or of a process id somebody else has now, blocks nothing', () => {
    for (const pid of [2 ** 22 + 1, process.ppid]) {
      leave({ pid, servicePid: process.ppid })
      const notes = keepRunningNotes(folder)
      expect(notes.claim()).toBeUndefined()
      expect(notes.orphanPid()).toBeUndefined()
      notes.release()
    }
  })

  it('names the service that outlived its start', () => {
    const service = pretend('main.cjs')
    leave({ pid: 2 ** 22 + 1, servicePid: service.pid })
    const notes = keepRunningNotes(folder)
    expect(notes.claim()).toBeUndefined()
    expect(notes.orphanPid()).toBe(service.pid)
    service.kill('SIGKILL')
    notes.release()
  })

  it('that cannot be read counts as none', () => {
    writeFileSync(file, '{"pid":')
    expect(keepRunningNotes(folder).claim()).toBeUndefined()
  })
})
