"""REST of trees and syntheses."""
