import { Anchor, Breadcrumbs, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { t } from '../i18n';

type Props = { study?: string; subject?: string; here: string };

export function Crumbs({ study, subject, here }: Props) {
  return (
    <nav aria-label="Breadcrumbs">
      <Breadcrumbs mb="sm">
        <Anchor component={Link} to="/">
          {t('common.home')}
        </Anchor>
        {study && (
          <Anchor renderRoot={(props) => <Link to="/studies/$study" params={{ study }} {...props} />}>{study}</Anchor>
        )}
        {study && subject && (
          <Anchor
            renderRoot={(props) => (
              <Link to="/studies/$study/subjects/$subject" params={{ study, subject }} {...props} />
            )}
          >
            {subject}
          </Anchor>
        )}
        <Text aria-current="page" className="quiet">
          {here}
        </Text>
      </Breadcrumbs>
    </nav>
  );
}
