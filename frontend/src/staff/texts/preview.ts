// The texts of the preview.
export const preview = {
  title: 'Preview – Sensing and Shaping',
  heading: 'Preview',
  loading: 'Loading…',
  notFound:
    'A draft can be seen by administrators only. Sign in, then open the preview from the framework’s page.',
  notice: 'This is a preview.',
  which: (slug: string, version: number) =>
    `You are trying ${slug}, version ${version}. What you answer is checked and never kept.`,
  done: 'This story would have been taken',
  nothingKept: 'Nothing was kept, and there is no receipt.',
  again: 'Try again',
};
