/** The keys a filter knows. Anything else before a colon is plain text, with a hint. */
export const FILTER_KEYS = [
  'is',
  'in',
  'group',
  'host',
  'dir',
  'branch',
  'model',
  'tag',
  'by',
  'to',
  'status',
  'type',
  'level',
  'has',
  'since',
  'before',
  'dur',
  'id',
  'kind',
  'name',
  'backend',
] as const
export type FilterKey = (typeof FILTER_KEYS)[number]

/** One word or number behind a key. */
export type FilterValue =
  /** Equal, whatever the case. */
  | { readonly kind: 'word'; readonly text: string }
  /** Equal, where `*` stands for anything. */
  | { readonly kind: 'glob'; readonly text: string }
  /** So long before now. */
  | { readonly kind: 'ago'; readonly ms: number }
  /** Midnight, today or so many days before. */
  | { readonly kind: 'day'; readonly daysAgo: number }
  /** A moment in milliseconds since 1970; with `local` it was written without a zone and is in the reader's. */
  | { readonly kind: 'at'; readonly at: number; readonly local: boolean }
  /** A length of time, compared. */
  | { readonly kind: 'span'; readonly compare: SpanCompare; readonly ms: number }

export type SpanCompare = '>' | '>=' | '<' | '<='

/** One condition. A key holds when any of its values does; `negated` turns the answer round. */
export type FilterTerm =
  | {
      readonly kind: 'key'
      readonly key: FilterKey
      readonly values: readonly FilterValue[]
      readonly negated: boolean
    }
  | { readonly kind: 'text'; readonly text: string; readonly negated: boolean }
  | { readonly kind: 'pattern'; readonly source: string; readonly negated: boolean }

/** A filter, read. It matches what every term matches; without terms it matches everything. */
export interface Filter {
  readonly terms: readonly FilterTerm[]
}

/** Why a filter cannot be read, in one line that says what is accepted; `position` counts UTF-16 units from 0. */
export interface BadFilter {
  readonly kind: 'bad'
  readonly message: string
  readonly position: number
}

export type FilterReading =
  | { readonly kind: 'filter'; readonly filter: Filter; readonly hints: readonly string[] }
  | BadFilter
