import { SignedInOnly } from '../session/SignedInOnly'
import { SettingsForm } from './SettingsForm'

export default function SettingsPage() {
  return <SignedInOnly>{(viewer) => <SettingsForm viewer={viewer} />}</SignedInOnly>
}
