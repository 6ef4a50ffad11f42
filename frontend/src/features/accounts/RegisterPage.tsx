import './accounts.css'
import { useState } from 'react'
import { Redirect } from 'wouter'
import { ErrorMessages } from '../../components/ErrorMessages'
import { PageHeading } from '../../components/PageHeading'
import { SubmitButton } from '../../components/SubmitButton'
import { TextField } from '../../components/TextField'
import { useSubmission } from '../../forms'
import { NewUserFields } from '../../generated/constraints'
import { registerUser } from '../../generated/operations'
import { NewUser } from '../../generated/schemas'
import type { NewUser as NewUserType } from '../../generated/types'
import { AppLink } from '../../routing/AppLink'
import { paths } from '../../routing/paths'
import { signIn } from '../../session/session'
import { useSession } from '../../session/useSession'

export default function RegisterPage() {
  const session = useSession()
  const [username, setUsername] = useState('')
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const { busy, messageProps, errorsFor, formProps } = useSubmission({
    schema: NewUser,
    fields: NewUserFields,
    send: (user: NewUserType) => registerUser({ body: { user } }),
    onSuccess: ({ user }) => signIn(user),
  })
  if (session.state === 'authenticated') return <Redirect to={paths.home} replace />
  return (
    <div className="auth-page container narrow page">
      <PageHeading title="Sign up" />
      <p>
        <AppLink to={paths.login}>Have an account?</AppLink>
      </p>
      <ErrorMessages {...messageProps} />
      <form {...formProps(() => ({ username, email, password }))}>
        <TextField
          label="Username"
          name="username"
          autoComplete="nickname"
          constraints={NewUserFields.username}
          errors={errorsFor('username')}
          value={username}
          change={setUsername}
        />
        <TextField
          label="Email"
          name="email"
          type="email"
          autoComplete="username"
          constraints={NewUserFields.email}
          errors={errorsFor('email')}
          value={email}
          change={setEmail}
        />
        <TextField
          label="Password"
          name="password"
          type="password"
          autoComplete="new-password"
          hint={`${NewUserFields.password.minLength} characters or more`}
          constraints={NewUserFields.password}
          errors={errorsFor('password')}
          value={password}
          change={setPassword}
        />
        <SubmitButton busy={busy}>Sign up</SubmitButton>
      </form>
    </div>
  )
}
