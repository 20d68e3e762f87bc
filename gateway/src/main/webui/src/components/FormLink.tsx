import { Anchor } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

type Props = { study: string; at: { subject: string; event: string; form: string; repeat: number }; children: ReactNode };

export function FormLink({ study, at, children }: Props) {
  return (
    <Anchor
      inherit
      fw={600}
      renderRoot={(props) => (
        <Link
          to="/studies/$study/subjects/$subject/events/$event/forms/$form"
          params={{ study, subject: at.subject, event: at.event, form: at.form }}
          search={at.repeat > 1 ? { repeat: at.repeat } : {}}
          {...props}
        />
      )}
    >
      {children}
    </Anchor>
  );
}

export function SubjectLink({ study, subject }: { study: string; subject: string }) {
  return (
    <Anchor
      inherit
      fw={650}
      className="tabular"
      renderRoot={(props) => <Link to="/studies/$study/subjects/$subject" params={{ study, subject }} {...props} />}
    >
      {subject}
    </Anchor>
  );
}
