import { useState } from 'react'

const DEFAULT = '/default-avatar.svg'

interface AvatarProps {
  readonly person: { readonly username: string; readonly image: string | null }
  readonly className: string
  /** In CSS pixels. */
  readonly size: number
}

/** A person's picture; its neighbour says their name, so that it need not. */
export function Avatar({ person, className, size }: AvatarProps) {
  const [broken, setBroken] = useState<string>()
  const picture = pictureOf(person.image)
  return (
    <img
      className={`avatar ${className}`}
      src={picture === undefined || picture === broken ? DEFAULT : picture}
      alt=""
      width={size}
      height={size}
      decoding="async"
      referrerPolicy="no-referrer"
      onError={() => setBroken(picture)}
    />
  )
}

/** An address that a picture can have, undefined for all that is none. */
function pictureOf(image: string | null): string | undefined {
  return image !== null && /^(https?:\/\/|\/(?!\/))/i.test(image) ? image : undefined
}
