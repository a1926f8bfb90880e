import { expect, test } from 'vitest'
import { atSchema } from '../at-schema.ts'

test('0400 keeps runs with their starts and output, which go together, and only known states', () => {
  using given = atSchema(400)
  given.db.exec(`
    INSERT INTO script_runs (id, script, name, hash, argv, cwd, parameters, started_by, content_hash, state, at)
      VALUES ('r', 'own/a.sh', 'A', 'h', '[]', '/', '{}', 'owner', 'c', 'running', 1);
    INSERT INTO script_results (run_id, place, state) VALUES ('r', 0, 'waiting');
    INSERT INTO script_output (run_id, number, place, stream, at, text) VALUES ('r', 1, 0, 'stdout', 1, 'x');
  `)

  expect(() => given.db.exec(`UPDATE script_results SET state = 'guessed'`)).toThrow(/CHECK/)
  expect(() => given.db.exec(`INSERT INTO script_results (run_id, place, state) VALUES ('q', 0, 'done')`)).toThrow(
    /FOREIGN KEY/,
  )
  given.db.exec(`DELETE FROM script_runs`)
  expect(given.db.prepare('SELECT COUNT(*) AS left FROM script_output').get()).toEqual({ left: 0 })
  expect(given.db.prepare('SELECT COUNT(*) AS left FROM script_results').get()).toEqual({ left: 0 })
})
