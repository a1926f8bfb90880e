import { Page } from '../../components/page.tsx'
import { useShellPort } from '../../lib/shell-port.ts'
import { useHubFacts } from '../../stores/hub-facts.ts'
import { RulesSection } from '../rules/rules-section.tsx'
import { AppSettings } from './app-settings.tsx'
import { AppearanceSettings } from './appearance-settings.tsx'
import { BrowserSettings } from './browser-settings.tsx'
import { ConnectionSettings } from './connection-settings.tsx'
import { NoticeSettings } from './notice-settings.tsx'
import { QuietSettings } from './quiet-settings.tsx'
import { SendingSettings } from './sending-settings.tsx'
import { SettingSection } from './setting-section.tsx'

/** Changes apply at once; there is nothing to save. */
export function SettingsPage() {
  const settings = useHubFacts(facts => facts.settings)
  const preferences = useShellPort(port => port.preferences)
  return (
    <Page title="Settings">
      <div className="mx-auto flex max-w-xl flex-col gap-8 p-6">
        <SettingSection title="Appearance">
          <AppearanceSettings />
        </SettingSection>
        {preferences !== null && (
          <SettingSection title="App">
            <AppSettings preferences={preferences} />
          </SettingSection>
        )}
        <SettingSection title="Sending">
          <SendingSettings settings={settings} />
        </SettingSection>
        <SettingSection title="Notifications">
          <NoticeSettings />
        </SettingSection>
        <SettingSection title="Quiet hours">
          <QuietSettings />
        </SettingSection>
        <SettingSection title="Rules">
          <RulesSection />
        </SettingSection>
        {settings !== null && (
          <SettingSection title="Connections and log">
            <ConnectionSettings settings={settings} />
          </SettingSection>
        )}
        <SettingSection title="Browsers">
          <BrowserSettings />
        </SettingSection>
      </div>
    </Page>
  )
}
