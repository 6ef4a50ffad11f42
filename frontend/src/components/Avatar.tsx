import { useState } from 'react'

const DEFAULT_PICTURE = '/default-avatar.svg'

interface AvatarProps {
  readonly user: { readonly username: string; readonly image: string | null }
  readonly className: string
  /** In CSS pixels. */
  readonly size: number
}

/** A user's picture. The alternative text is empty because the username is next to the picture. */
export function Avatar({ user, className, size }: AvatarProps) {
  const [brokenPicture, setBrokenPicture] = useState<string>()
  const picture = parsePicture(user.image)
  return (
    <img
      className={`avatar ${className}`}
      src={picture === undefined || picture === brokenPicture ? DEFAULT_PICTURE : picture}
      alt=""
      width={size}
      height={size}
      decoding="async"
      referrerPolicy="no-referrer"
      onError={() => setBrokenPicture(picture)}
    />
  )
}

/** The URL of a picture; undefined for any text that is not an HTTP URL or an absolute path. */
function parsePicture(image: string | null): string | undefined {
  return image !== null && /^(https?:\/\/|\/(?!\/))/i.test(image) ? image : undefined
}
