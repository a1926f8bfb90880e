import type { Migration } from '../migrate.ts'
import { messages } from './0010-messages.ts'
import { deliveries } from './0020-deliveries.ts'
import { mailboxReads } from './0030-mailbox-reads.ts'
import { groups } from './0040-groups.ts'
import { agents } from './0050-agents.ts'
import { settings } from './0060-settings.ts'
import { audit } from './0070-audit.ts'
import { events } from './0080-events.ts'
import { loopBudget } from './0090-loop-budget.ts'
import { templates } from './0100-templates.ts'
import { webTokens } from './0110-web-tokens.ts'
import { firstSteps } from './0120-first-steps.ts'
import { inboxVersions } from './0200-inbox-versions.ts'
import { replies } from './0250-replies.ts'
import { mcpClients } from './0300-mcp-clients.ts'
import { scripts } from './0400-scripts.ts'
import { schedules } from './0450-schedules.ts'
import { operations } from './0500-operations.ts'
import { quietHours } from './0600-quiet-hours.ts'
import { attention } from './0601-attention.ts'
import { rules } from './0602-rules.ts'
import { usageLimits } from './0610-usage-limits.ts'
import { sessionSubmits } from './0700-session-submits.ts'
import { deliveriesAfter } from './0800-deliveries-after.ts'
import { intake } from './0900-intake.ts'

/** Every step of the schema in order, by hand: a file that is not listed here does not run. */
export const MIGRATIONS: readonly Migration[] = [
  messages,
  deliveries,
  mailboxReads,
  groups,
  agents,
  settings,
  audit,
  events,
  loopBudget,
  templates,
  webTokens,
  firstSteps,
  inboxVersions,
  replies,
  mcpClients,
  scripts,
  schedules,
  operations,
  quietHours,
  attention,
  rules,
  usageLimits,
  sessionSubmits,
  deliveriesAfter,
  intake,
]
