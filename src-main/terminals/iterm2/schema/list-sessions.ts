import { Frame, Size } from './geometry.ts'
import { bool, int32, many, one, shape, text, type Shape, type ValueOf } from './shape.ts'

const SessionSummary = shape('SessionSummary', {
  uniqueIdentifier: text(1),
  frame: one(2, Frame),
  /** True columns and rows. */
  gridSize: one(3, Size),
  title: text(4),
})
export type SessionSummary = ValueOf<typeof SessionSummary>
type SessionSummaryDraft = NonNullable<(typeof SessionSummary)['draft']>

/** Panes of a tab: each link is a session, or another node that is split the other way. */
export interface SplitTreeNode {
  /** The dividers between the links stand upright. */
  readonly vertical: boolean
  readonly links: readonly SplitTreeLink[]
}
interface SplitTreeLink {
  readonly session: SessionSummary | undefined
  readonly node: SplitTreeNode | undefined
}
/** A tree of panes as it is written. */
export interface SplitTreeDraft {
  readonly vertical?: boolean
  readonly links?: readonly { readonly session?: SessionSummaryDraft; readonly node?: SplitTreeDraft }[]
}

export const SplitTreeNode: Shape<SplitTreeNode, SplitTreeDraft> = shape('SplitTreeNode', {
  vertical: bool(1),
  links: many(
    one(
      2,
      shape('SplitTreeNode.SplitTreeLink', {
        session: one(1, SessionSummary),
        node: one(2, (): Shape<SplitTreeNode, SplitTreeDraft> => SplitTreeNode),
      }),
    ),
  ),
})

const Tab = shape('ListSessionsResponse.Tab', {
  root: one(3, SplitTreeNode),
  tabId: text(2),
  /** `-1` when it is no window of a tmux. */
  tmuxWindowId: text(4),
  tmuxConnectionId: text(5),
  /** Panes hidden behind a maximised one: id and title only. */
  minimizedSessions: many(one(6, SessionSummary)),
})

const Window = shape('ListSessionsResponse.Window', {
  tabs: many(one(1, Tab)),
  windowId: text(2),
  frame: one(3, Frame),
  /** From 0; what a person sees counts from 1. */
  number: int32(4),
})

export const ListSessionsRequest = shape('ListSessionsRequest', {})

/** Everything that is open, in iTerm2's own order. */
export const ListSessionsResponse = shape('ListSessionsResponse', {
  windows: many(one(1, Window)),
  buriedSessions: many(one(2, SessionSummary)),
})
export type ListSessionsResponse = ValueOf<typeof ListSessionsResponse>
