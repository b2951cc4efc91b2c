using Nabla.Images;
using Spectre.Console;

namespace Nabla.Cli;

/// <summary>Asks a model about pictures, some at a time, so that a large folder takes little memory.</summary>
internal static class PictureQuestion
{
    const int Group = 64;

    /// <summary>The answers for the PNG files that a path names. A file that cannot be read stops no other.</summary>
    /// <exception cref="ArgumentException">The model takes no pictures.</exception>
    internal static Answer Ask(Predictor model, string path, string input, string? rangeName, string[]? names, CancellationToken cancellationToken)
    {
        // The graph of a training has inputs for labels and rates too, which its answers do not need.
        var forms = model.Inputs.Select(one => (one.Key, one.Value, Form: ImageForm.Of(one.Value.Shape))).Where(one => one.Form is not null).ToList();
        if (forms is not [var (name, spec, form)] || form is null)
        {
            throw new ArgumentException(
                $"{path}: the model takes {string.Join(", ", model.Inputs.Select(one => $"'{one.Key}' ({one.Value})"))}{(forms.Count > 1 ? ", and several of them could be the picture" : ": that is no picture")}. Give an .npz file with arrays of these names and shapes.");
        }

        var files = Picture.Find(input);
        var range = spec.ElementType == ElementType.UInt8 ? new PixelRange(0, 255) : PixelRange.Of(rangeName, model.Model);
        var (samples, failures) = (new List<(string, string)>(), new List<string>());
        var parts = new List<IReadOnlyDictionary<string, Tensor>>();
        // Pictures of any size stand in no common tensor.
        int group = form.Height is null || form.Width is null || (spec.Shape.IsAxisKnown(0) && spec.Shape[0] == 1) ? 1 : Group;
        Each(files, group, some =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            var pictures = Read(some, form, files.Length > 1 ? failures : null);
            if (pictures.Count == 0)
            {
                return;
            }

            var x = Scaled(pictures, form, range, spec);
            parts.Add(Answers(model, path, name, x, names, cancellationToken));
            samples.AddRange(pictures.Select(picture => (Path.GetFileName(picture.File), picture.Note)));
        });
        return new(samples, Joined(parts), failures);
    }

    static IReadOnlyDictionary<string, Tensor> Answers(Predictor model, string path, string name, Tensor x, string[]? names, CancellationToken cancellationToken)
    {
        try
        {
            return model.Run(new Dictionary<string, Tensor>(StringComparer.Ordinal) { [name] = x }, names, cancellationToken: cancellationToken);
        }
        catch (InvalidOperationException e) when (model.Inputs.Count > 1)
        {
            string others = string.Join(", ", model.Inputs.Keys.Where(input => input != name).Select(input => $"'{input}'"));
            throw new ArgumentException($"{path}: what is asked for needs {others} beside the picture. Name what does not: --outputs NAME; 'nabla inspect' lists nodes. Or give all inputs in an .npz file.", e);
        }
    }

    static Tensor Scaled(List<Picture> pictures, ImageForm form, PixelRange range, TensorSpec spec)
    {
        var x = form.Arrange(Tensor.Stack([.. pictures.Select(picture => picture.Dots.ToTensor())], 0));
        return spec.ElementType == ElementType.UInt8 ? x : range.Scale(x).Cast(spec.ElementType);
    }

    static List<Picture> Read(string[] files, ImageForm form, List<string>? failures)
    {
        var pictures = new List<Picture>();
        foreach (string file in files)
        {
            try
            {
                pictures.Add(Picture.Read(file, form));
            }
            catch (Exception e) when (failures is not null && e is (IOException or UnauthorizedAccessException))
            {
                failures.Add(e.Message);
            }
        }

        return pictures;
    }

    static void Each(string[] files, int group, Action<string[]> work)
    {
        if (files.Length <= group || Console.IsOutputRedirected || !AnsiConsole.Profile.Capabilities.Interactive)
        {
            foreach (string[] some in files.Chunk(group))
            {
                work(some);
            }

            return;
        }

        AnsiConsole.Progress().Start(context =>
        {
            var task = context.AddTask("Pictures", maxValue: files.Length);
            foreach (string[] some in files.Chunk(group))
            {
                work(some);
                task.Increment(some.Length);
            }
        });
    }

    static Dictionary<string, Tensor> Joined(List<IReadOnlyDictionary<string, Tensor>> parts) => parts.Count == 0 ? [] : parts[0].Keys.ToDictionary(
        name => name, name => parts.Count == 1 || parts[0][name].Rank == 0 ? parts[0][name] : Tensor.Concatenate([.. parts.Select(part => part[name])], 0), StringComparer.Ordinal);
}
