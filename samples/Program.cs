// dotnet run -c Release --project samples -- NAME [--data FOLDER] [--share 0.1] [--output FOLDER] [--seed 1]
using Nabla.Samples;

return SampleTable.Run(args);
