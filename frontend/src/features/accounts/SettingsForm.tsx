import { useState } from 'react'
import { navigate } from 'wouter/use-browser-location'
import { ErrorMessages } from '../../components/ErrorMessages'
import { PageHeading } from '../../components/PageHeading'
import { SubmitButton } from '../../components/SubmitButton'
import { TextField } from '../../components/TextField'
import { useSubmission } from '../../forms'
import { UserChangesFields as Fields } from '../../generated/constraints'
import { updateCurrentUser } from '../../generated/operations'
import { UserChanges } from '../../generated/schemas'
import type { User, UserChanges as UserChangesType } from '../../generated/types'
import { notify } from '../../notices/notices'
import { paths } from '../../routing/paths'
import { useRouting } from '../../routing/RoutingContext'
import { signIn, signOut } from '../../session/session'

export function SettingsForm({ viewer }: { readonly viewer: User }) {
  const [image, setImage] = useState(viewer.image ?? '')
  const [username, setUsername] = useState(viewer.username)
  const [bio, setBio] = useState(viewer.bio ?? '')
  const [email, setEmail] = useState(viewer.email)
  const [password, setPassword] = useState('')
  const { userPage } = useRouting()
  const { busy, messageProps, errorsFor, formProps } = useSubmission({
    schema: UserChanges,
    fields: Fields,
    send: (user: UserChangesType) => updateCurrentUser({ body: { user } }),
    onSuccess: ({ user }) => {
      signIn(user)
      notify('done', 'Your settings are saved.')
      navigate(userPage(user.username))
    },
  })

  /** An empty password leaves the password unchanged; an empty picture or biography is removed. */
  function readChanges(): UserChangesType {
    const changes = { username, email, image: image || null, bio: bio || null }
    return password === '' ? changes : { ...changes, password }
  }

  function logOut() {
    navigate(paths.home)
    signOut()
  }

  return (
    <div className="settings-page container narrow page">
      <PageHeading title="Your Settings" />
      <ErrorMessages {...messageProps} />
      <form {...formProps(readChanges)}>
        <TextField
          label="Profile picture"
          name="image"
          inputMode="url"
          placeholder="https://…"
          hint="The address of a picture on the web"
          constraints={Fields.image}
          errors={errorsFor('image')}
          value={image}
          change={setImage}
        />
        <TextField
          label="Username"
          name="username"
          autoComplete="nickname"
          constraints={Fields.username}
          errors={errorsFor('username')}
          value={username}
          change={setUsername}
        />
        <TextField
          multiline
          label="Short bio"
          name="bio"
          rows={5}
          constraints={Fields.bio}
          errors={errorsFor('bio')}
          value={bio}
          change={setBio}
        />
        <TextField
          label="Email"
          name="email"
          type="email"
          autoComplete="username"
          constraints={Fields.email}
          errors={errorsFor('email')}
          value={email}
          change={setEmail}
        />
        <TextField
          label="New password"
          name="password"
          type="password"
          autoComplete="new-password"
          hint="Leave it empty to keep the one you have"
          constraints={Fields.password}
          errors={errorsFor('password')}
          value={password}
          change={setPassword}
        />
        <SubmitButton busy={busy}>Update Settings</SubmitButton>
      </form>
      <hr />
      <button type="button" className="btn btn-outline-danger" onClick={logOut}>
        Or click here to logout
      </button>
    </div>
  )
}
