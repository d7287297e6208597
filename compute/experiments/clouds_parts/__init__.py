"""The parts of the experiment `clouds`: three back ends behind one interface, local servers, lists and prices."""
