export const visits = {
  visits: {
    title: 'Visits',
    none: 'No visit so far.',
    at: 'Visit {{number}}, {{at}}',
    number: 'Visit {{number}}',
    new: 'New visit {{number}}',
    entered: 'Entered',
    add: 'Add to this visit',
    begin: 'Begin with this form',
    forms: 'Forms of visit {{number}}',
    missed: {
      button: 'Not done…',
      title: '{{event}}: not done',
      text: 'Each of these forms is saved with the reason at all its items, for {{at}}:',
      reason: 'Reason at each item',
      why: 'What happened?',
      confirm: 'Save {{count}} forms as not done',
      refused: 'Not saved ({{count}})',
    },
  },
};
