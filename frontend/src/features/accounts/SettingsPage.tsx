import { RequireAuth } from '../../session/RequireAuth'
import { SettingsForm } from './SettingsForm'

export default function SettingsPage() {
  return <RequireAuth>{(viewer) => <SettingsForm viewer={viewer} />}</RequireAuth>
}
