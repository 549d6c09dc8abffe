// Package config reads the settings from the environment: one struct, every fault reported at once, then start.
package config
