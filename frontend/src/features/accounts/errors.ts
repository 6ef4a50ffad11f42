import type { OwnCode } from '../../api'

export default {
  credentials_invalid: 'No account has this e-mail address and this password.',
  email_taken: 'Another account has this e-mail address.',
  username_taken: 'Someone else has this name. Choose another.',
} satisfies Record<
  OwnCode<'logIn' | 'registerUser' | 'getCurrentUser' | 'updateCurrentUser'>,
  string
>
