-- What was proposed goes with whatever ends an engagement: that the client did not appear too.
set role vakka_owner;
drop trigger drops_proposal on public.engagement_order;
drop trigger drops_proposal on public.engagement;
create trigger drops_proposal after update of state on public.engagement_order
  for each row when (new.state in ('done', 'not-possible', 'cancelled', 'no-show')) execute function public.drop_proposal();
create trigger drops_proposal after update of state on public.engagement
  for each row when (new.state in ('done', 'not-possible', 'cancelled', 'no-show')) execute function public.drop_proposal();
reset role;
