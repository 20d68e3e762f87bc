import { Anchor, Breadcrumbs, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import { t } from '../i18n';

type Props = { study?: string; subject?: string; here: string };

/** Where one is, also in the title of the window and of what is printed. */
export function Crumbs({ study, subject, here }: Props) {
  const title = [here, subject, study, t('product.name')].filter((part, i) => part && (i === 0 || part !== here)).join(' · ');
  useEffect(() => {
    document.title = title;
    return () => {
      document.title = t('product.name');
    };
  }, [title]);
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
