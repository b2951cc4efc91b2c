using Nabla.Goldens.Cases;
using Nabla.Goldens.Ops;

namespace Nabla.Goldens.Fitting;

/// <summary>Calls Fit as a case says.</summary>
static class FitArguments
{
    static readonly string[] known = ["shuffle", "batch_size", "epochs", "initial_epoch", "validation_split", "steps_per_epoch", "validation_steps", "validation_batch_size", "validation_freq", "class_weight", "dataset", "validation_dataset", "pydataset", "verbose"];

    public static History Fit(GoldenCase golden, Model model, IReadOnlyList<Callbacks.Callback> callbacks)
    {
        var fit = golden.Map("fit");
        foreach (var name in fit.Keys)
        {
            if (!known.Contains(name)) throw new BindingException($"the runner does not pass on '{name}'");
        }
        var (x, y, weight) = (Given.Of(golden.Value("x"))!, Given.Of(golden.Value("y")), Given.Of(golden.Value("sample_weight")));
        var validation = Validation(golden, fit);
        int? Number(string name) => fit.GetValueOrDefault(name) switch
        {
            null => null,
            long value => (int)value,
            _ => throw new BindingException($"the runner passes a whole number as '{name}'"),
        };
        if (fit.TryGetValue("dataset", out var dataset))
        {
            // Fit of a data set has no such parameter: the compiler refuses what Keras refuses when it runs.
            if (fit.ContainsKey("validation_split")) throw new ArgumentException("Fit: a validation split of a data set.");
            return model.Fit(
                Batched(x, y, weight, (Dictionary<string, object?>)dataset!), Number("epochs") ?? 1, Verbosity.Silent, callbacks, validation, Number("initial_epoch") ?? 0, Number("steps_per_epoch"),
                Number("validation_steps"), Frequency(fit), ClassWeights(fit));
        }
        if (fit.TryGetValue("pydataset", out var pieces))
        {
            var sizes = ((List<object?>)((Dictionary<string, object?>)pieces!)["batch_sizes"]!).ConvertAll(size => (int)(long)size!);
            return model.Fit(Dataset.FromGenerator(() => Uneven(x.Single, y!.Single, sizes)), Number("epochs") ?? 1, Verbosity.Silent, callbacks, validation);
        }
        return model.Fit(
            x, y, Number("batch_size") ?? 32, Number("epochs") ?? 1, Verbosity.Silent, callbacks, Convert.ToDouble(fit.GetValueOrDefault("validation_split") ?? 0.0), validation,
            fit.GetValueOrDefault("shuffle") is not false, ClassWeights(fit), weight, Number("initial_epoch") ?? 0, Number("steps_per_epoch"), Number("validation_steps"), Number("validation_batch_size"),
            Frequency(fit));
    }

    static IEnumerable<Element> Uneven(Tensor x, Tensor y, List<int> sizes)
    {
        var from = 0;
        foreach (var size in sizes)
        {
            yield return (x[from..(from + size)], y[from..(from + size)]);
            from += size;
        }
    }

    static ValidationFrequency Frequency(Dictionary<string, object?> fit) => fit.GetValueOrDefault("validation_freq") switch
    {
        null => 1,
        List<object?> epochs => epochs.ConvertAll(epoch => (int)(long)epoch!).ToArray(),
        var every => (int)(long)every,
    };

    static ValidationData? Validation(GoldenCase golden, Dictionary<string, object?> fit)
    {
        var data = golden.List("validation_data");
        if (data.Count == 0) return null;
        var parts = data.Where(item => item is not null).Select(item => Given.Of(item)!).ToList();
        if (fit.TryGetValue("validation_dataset", out var dataset)) return Batched(parts[0], parts[1], parts.ElementAtOrDefault(2), (Dictionary<string, object?>)dataset!);
        return new(parts[0], parts[1], parts.ElementAtOrDefault(2));
    }

    static Dataset Batched(Tensors x, Tensors? y, Tensors? weight, Dictionary<string, object?> options)
    {
        var slices = Dataset.FromTensorSlices([.. x, .. y ?? [], .. weight ?? []]);
        slices = slices.Batch((int)(long)options["batch"]!, options.GetValueOrDefault("drop_remainder") is true);
        return options.GetValueOrDefault("repeat") is true ? slices.Repeat() : options.GetValueOrDefault("repeat") is long count ? slices.Repeat((int)count) : slices;
    }

    static Dictionary<int, double>? ClassWeights(Dictionary<string, object?> fit) =>
        fit.GetValueOrDefault("class_weight") is Dictionary<string, object?> weights ? weights.ToDictionary(pair => int.Parse(pair.Key, System.Globalization.CultureInfo.InvariantCulture), pair => Convert.ToDouble(pair.Value)) : null;
}
