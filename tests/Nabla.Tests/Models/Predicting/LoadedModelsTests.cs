using Xunit;

namespace Nabla.Tests.Models.Predicting;

/// <summary>Models that many versions of Keras wrote, without answers to hold them against.</summary>
public sealed class LoadedModelsTests
{
    [Theory]
    [InlineData("h5-tfkeras", 100)]
    [InlineData("h5-versions", 10)]
    [InlineData("h5-optimizers", 4)]
    [InlineData("v3-team", 0)]
    public void A_model_of_Keras_answers_or_is_refused_by_name_and_answers_the_same_when_converted(string area, int atLeast)
    {
        int opened = 0;
        string[] endings = [".h5", ".hdf5", ".keras"];
        foreach (string path in Directory.EnumerateFiles(Path.Combine(Materials.Artifacts, "keras", area)).Where(path => Array.Exists(endings, ending => path.EndsWith(ending, StringComparison.Ordinal))))
        {
            try
            {
                using var model = Predictor.Open(path);
                var inputs = model.Inputs.ToDictionary(input => input.Key, input => Numbers(input.Value), StringComparer.Ordinal);
                var answers = model.Run(inputs);
                Assert.Equal(model.Outputs, answers.Keys);
                using var folder = new TemporaryFolder();
                FileConversion.Convert(path, folder.File("m.keras"));
                using var other = Predictor.Open(folder.File("m.keras"));
                foreach (var (name, value) in other.Run(inputs))
                {
                    Assert.Equal(answers[name].ToArray<float>(), value.ToArray<float>());
                }

                opened++;
            }
            catch (ModelFormatException e)
            {
                Assert.StartsWith(Path.GetFileName(path), Path.GetFileName(e.File), StringComparison.Ordinal);
            }
        }

        Assert.True(opened >= atLeast, $"{opened} models of {area} answered");
    }

    /// <summary>Two samples for an input; axes of any length are 32 long.</summary>
    static Tensor Numbers(TensorSpec spec)
    {
        var shape = Shape.Of([2, .. spec.Shape[1..].Select(length => length ?? 32)]);
        return (Tensor.Arange(0f, (float)shape.Size) % 7f / 7f).Reshape(shape).Cast(spec.ElementType);
    }
}
