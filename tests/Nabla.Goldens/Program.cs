using Nabla.Goldens;

return Options.Parse(args) is { } options ? Runner.Run(options) : Options.Usage();
