/** What a part says wherever it stands. */
export const PARTS = {
  cancel: 'Cancel',
  close: 'Close',
  dismiss: 'Dismiss',
  noChoice: 'Nothing is called that.',
  momentForm: 'Day, month, year, then the time: 26/11/2026 06:00.',
};
