import { NavLink, useLocation } from "react-router";
import { places } from "./places";
import classes from "./rail.module.css";

/** The places of the house: a column on the left, a bar at the bottom on narrow screens. */
export function Rail() {
  const { pathname } = useLocation();
  return (
    <nav className={classes.rail} aria-label="Main">
      {places.map(({ path, label, icon: Icon, under }) => (
        <NavLink
          key={path}
          to={path}
          className={({ isActive }) => (isActive || (under && pathname.startsWith(under)) ? classes.active : classes.link)}
        >
          <Icon size={20} stroke={1.7} aria-hidden />
          <span>{label}</span>
        </NavLink>
      ))}
    </nav>
  );
}
