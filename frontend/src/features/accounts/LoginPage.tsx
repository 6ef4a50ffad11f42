import './accounts.css'
import { useState } from 'react'
import { Redirect, useSearch } from 'wouter'
import { useHistoryState } from 'wouter/use-browser-location'
import { ErrorMessages } from '../../components/ErrorMessages'
import { PageHeading } from '../../components/PageHeading'
import { SubmitButton } from '../../components/SubmitButton'
import { TextField } from '../../components/TextField'
import { useSubmission } from '../../forms'
import { CredentialsFields } from '../../generated/constraints'
import { logIn } from '../../generated/operations'
import { Credentials } from '../../generated/schemas'
import { AppLink } from '../../routing/AppLink'
import { parseNext, paths } from '../../routing/paths'
import { signIn } from '../../session/session'
import { useSession } from '../../session/useSession'

export default function LoginPage() {
  const session = useSession()
  const search = useSearch()
  const state = useHistoryState<{ readonly next?: string } | null>()
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const { busy, messageProps, errorsFor, formProps } = useSubmission({
    schema: Credentials,
    fields: CredentialsFields,
    send: (user: { readonly email: string; readonly password: string }) =>
      logIn({ body: { user } }),
    onSuccess: ({ user }) => signIn(user),
  })
  if (session.state === 'authenticated') {
    return <Redirect to={parseNext(search) ?? state?.next ?? paths.home} replace />
  }
  return (
    <div className="auth-page container narrow page">
      <PageHeading title="Sign in" />
      <p>
        <AppLink to={paths.register}>Need an account?</AppLink>
      </p>
      <ErrorMessages {...messageProps} />
      <form {...formProps(() => ({ email, password }))}>
        <TextField
          label="Email"
          name="email"
          type="email"
          autoComplete="username"
          constraints={CredentialsFields.email}
          errors={errorsFor('email')}
          value={email}
          change={setEmail}
        />
        <TextField
          label="Password"
          name="password"
          type="password"
          autoComplete="current-password"
          constraints={CredentialsFields.password}
          errors={errorsFor('password')}
          value={password}
          change={setPassword}
        />
        <SubmitButton busy={busy}>Sign in</SubmitButton>
      </form>
    </div>
  )
}
