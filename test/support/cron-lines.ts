import type { Random } from './scale.ts'

/** Zones of both hemispheres, with half hours, with odd changes of the clocks and with none. */
export const ZONES = [
  'UTC',
  'Europe/Berlin',
  'Europe/London',
  'America/New_York',
  'America/Los_Angeles',
  'America/Sao_Paulo',
  'America/St_Johns',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Asia/Tokyo',
  'Australia/Lord_Howe',
  'Pacific/Auckland',
] as const

/** A cron line that can be, drawn from what people write. */
export function drawCronLine(random: Random): string {
  const number = (low: number, high: number) => low + random.below(high - low + 1)
  const field = (low: number, high: number): string => {
    const start = number(low, high)
    switch (random.below(6)) {
      case 0:
        return String(start)
      case 1:
        return `${start}-${number(start, high)}`
      case 2:
        return `*/${number(2, Math.max(2, Math.floor((high - low) / 2)))}`
      case 3:
        return [...new Set([start, number(low, high), number(low, high)])].toSorted((a, b) => a - b).join(',')
      case 4:
        return `${low}-${high}/${number(1, 7)}`
      default:
        return '*'
    }
  }
  const days = random.pick(['*', '*', '*', field(1, 28)])
  const weekdays = days === '*' ? random.pick(['*', '*', '1-5', 'MON', '0,6', field(0, 6)]) : '*'
  const months = random.pick(['*', '*', '*', field(1, 12)])
  return `${random.pick([field(0, 59), '0', '30'])} ${random.pick([field(0, 23), '2', '9'])} ${days} ${months} ${weekdays}`
}
