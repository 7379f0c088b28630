import { observer } from 'mobx-react-lite'
import { useState } from 'react'
import { useWords } from '../../../i18n'
import { signInWords } from '../../../i18n/staff/sign-in'
import { useStores } from '../../../stores'
import { useStaffStores, type Credentials, type SignInProblem } from '../../../stores/staff'
import { Button, Field, LinkButton, List, Row, Switch } from '../../../ui'
import { SignInRefusal } from './sign-in-refusal'

interface CredentialsFormProps {
  credentials: Credentials
  onChange: (credentials: Credentials) => void
  isRemembering: boolean
  onRemember: (isRemembering: boolean) => void
  problem: SignInProblem | undefined
  onNext: () => Promise<void>
}

/** A seed in base64url, and room for the spaces a copy brings along. */
const KEY_LENGTH_MAX = 60
const STAFF_ID_LENGTH_MAX = 32

/** Her id and key, written once or remembered by the device because she asked for it. */
export const CredentialsForm = observer(function CredentialsForm({
  credentials,
  onChange,
  isRemembering,
  onRemember,
  problem,
  onNext,
}: CredentialsFormProps) {
  const { session } = useStaffStores()
  const say = useWords(signInWords)
  const [remembered, setRemembered] = useState(() => session.remembered())
  const { staffId, key } = credentials
  return (
    <>
      <Field
        label={say('staffId')}
        hint={say('staffIdHint')}
        value={staffId}
        onChange={(written) => onChange({ key, staffId: written.trim() })}
        lengthMax={STAFF_ID_LENGTH_MAX}
      />
      <Field
        kind="secret"
        label={say('key')}
        hint={say('keyHint')}
        value={key}
        onChange={(written) => onChange({ staffId, key: written })}
        lengthMax={KEY_LENGTH_MAX}
      />
      <List>
        {remembered ? (
          <Remembered
            staffId={remembered.staffId}
            onForget={() => {
              session.forgetKey()
              setRemembered(undefined)
              onChange({ staffId: '', key: '' })
            }}
          />
        ) : (
          <Row
            title={say('remember')}
            detail={say('rememberHint')}
            end={<Switch label={say('remember')} isOn={isRemembering} onTurn={onRemember} />}
          />
        )}
      </List>
      <SignInRefusal problem={problem} staffId={staffId} />
      <Button disabled={staffId === '' || key === ''} onTap={onNext}>
        {say('next')}
      </Button>
    </>
  )
})

function Remembered({ staffId, onForget }: { staffId: string; onForget: () => void }) {
  const { ui } = useStores()
  const say = useWords(signInWords)
  const forget = () => {
    onForget()
    ui.say(say('forgotten'))
  }
  return (
    <Row
      title={say('remembered', { staffId })}
      end={<LinkButton onTap={forget}>{say('forget')}</LinkButton>}
    />
  )
}
