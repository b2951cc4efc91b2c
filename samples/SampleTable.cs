using System.Globalization;

namespace Nabla.Samples;

/// <summary>What a sample is run with.</summary>
/// <param name="Data">Folder with data sets; null for the usual places.</param>
/// <param name="Share">The share of the data that is used: 1 is the whole program, less is for trying.</param>
/// <param name="Output">Folder for pictures and checkpoints.</param>
/// <param name="Seed">Equal seeds give equal results.</param>
/// <param name="Pictures">Folder with pictures of digits to be read.</param>
public sealed record SampleOptions(string? Data = null, double Share = 1, string Output = ".", int Seed = 1, string? Pictures = null)
{
    /// <summary>Where checkpoints are put, each program in a folder of its own.</summary>
    public string Checkpoints(string program) => Directory.CreateDirectory(Path.Combine(Output, "ckpt", program)).FullName;

    /// <summary>Where a picture is put.</summary>
    public string Picture(string name)
    {
        string path = Path.Combine(Output, name);
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        return path;
    }
}

/// <summary>The programs by name.</summary>
public static class SampleTable
{
    public static IReadOnlyDictionary<string, Action<SampleOptions>> All { get; } = new Dictionary<string, Action<SampleOptions>>(StringComparer.OrdinalIgnoreCase)
    {
        ["QuickStart"] = o => QuickStart.Run(o),
        ["TensorLessons"] = o => TensorLessons.Run(o),
        ["TensorOperations"] = o => TensorOperations.Run(o),
        ["GeometricTransforms"] = o => GeometricTransforms.Run(o),
        ["ComputationGraph"] = o => ComputationGraph.Run(o),
        ["GradientDescentPaths"] = o => GradientDescentPaths.Run(o),
        ["KerasMnist"] = o => KerasMnist.Run(o),
        ["MnistConvnet"] = o => MnistConvnet.Run(o),
        ["MnistLstm"] = o => MnistLstm.Run(o),
        ["TextGeneration"] = o => TextGeneration.Run(o),
        ["RecurrentTour"] = o => RecurrentTour.Run(o),
        ["ModelTour"] = o => ModelTour.Run(o),
        ["SortingTransformer"] = o => SortingTransformer.Run(o),
        ["ResidualNetwork"] = o => ResidualNetwork.Run(o),
        ["FromScratch"] = o => FromScratch.Run(o),
        ["EagerMnist"] = o => EagerMnist.Run(o),
        ["LossCurves"] = o => LossCurves.Run(o),
        ["LinearRegression"] = o => LinearRegression.Run(o),
        ["RestoreLine"] = o => RestoreLine.Run(o),
        ["MnistTrain"] = o => MnistTrain.Run(o),
        ["MnistPredict"] = o => MnistPredict.Run(o),
        ["MultiplyAndMatMul"] = o => MultiplyAndMatMul.Run(o),
        ["NonlinearRegression"] = o => NonlinearRegression.Run(o),
        ["TrainingTour"] = o => TrainingTour.Run(o),
    };

    internal static int Run(string[] args)
    {
        if (args is ["--list"])
        {
            Console.WriteLine(string.Join('\n', All.Keys));
            return 0;
        }

        if (args.Length == 0 || !All.TryGetValue(args[0], out var sample))
        {
            Console.Error.WriteLine($"Give the name of a sample: {string.Join(", ", All.Keys)}. Options: --data FOLDER, --share 0.1, --output FOLDER, --pictures FOLDER, --seed 1.");
            return 2;
        }

        var options = new SampleOptions();
        for (int i = 1; i + 1 < args.Length; i += 2)
        {
            options = args[i] switch
            {
                "--data" => options with { Data = args[i + 1] },
                "--share" => options with { Share = double.Parse(args[i + 1], CultureInfo.InvariantCulture) },
                "--output" => options with { Output = args[i + 1] },
                "--pictures" => options with { Pictures = args[i + 1] },
                "--seed" => options with { Seed = int.Parse(args[i + 1], CultureInfo.InvariantCulture) },
                _ => throw new ArgumentException($"Unknown option {args[i]}."),
            };
        }

        try
        {
            sample(options);
            return 0;
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException or IOException or ModelFormatException)
        {
            Console.Error.WriteLine(error.Message);
            return 1;
        }
    }
}
