import './profiles.css'

/** A placeholder with the height of ProfileHead. */
export function ProfileHeadSkeleton() {
  return (
    <div className="profile-head" role="status" aria-label="Loading the profile">
      <div className="container narrow">
        <div className="skeleton user-img-skeleton" />
        <div className="skeleton skeleton-title" />
      </div>
    </div>
  )
}
