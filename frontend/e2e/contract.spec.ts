/** The forms of accounts have the limits of the contract. */

import { expectLimits } from './contract.ts'
import { expect, test } from './test.ts'

test('the registration does not send too long values', async ({ page }) => {
  await expectLimits(page, {
    path: '/register',
    component: 'NewUser',
    submit: 'Sign up',
    fields: ['username', 'email', 'password'],
  })
})

test('the settings do not send too long values', async ({ page, jake }) => {
  await expectLimits(page, {
    path: '/settings',
    component: 'UserChanges',
    submit: 'Update Settings',
    fields: ['image', 'username', 'bio', 'email', 'password'],
  })
  await expect(page.locator('.navbar')).toContainText(jake.username)
})
