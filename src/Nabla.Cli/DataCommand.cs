using System.CommandLine;
using Nabla.Data;
using Nabla.Images;
using Spectre.Console;

namespace Nabla.Cli;

/// <summary><c>nabla data mnist --show 5</c>: what the data looks like.</summary>
internal static class DataCommand
{
    static readonly Option<int> Show = new("--show") { Description = "How many of the first training digits are drawn.", DefaultValueFactory = _ => 5 };
    static readonly Option<string?> Data = new("--data") { Description = "Folder with the four MNIST files, packed or not.", HelpName = "FOLDER" };

    internal static Command Make()
    {
        Show.Validators.Add(result =>
        {
            if (result.GetValue(Show) < 0)
            {
                result.AddError($"--show {result.GetValue(Show)}: it must be 0 or more.");
            }
        });
        var mnist = new Command("mnist", "Tells what the MNIST digits are made of, and draws some.") { Show, Data };
        mnist.SetAction((parsed, token) => Task.Run(() => Run(parsed, token), CancellationToken.None));
        return new Command("data", "Shows a data set.") { mnist };
    }

    static int Run(ParseResult parsed, CancellationToken cancellationToken)
    {
        var (train, test) = Mnist.LoadData(parsed.GetValue(Data), text => AnsiConsole.MarkupLineInterpolated($"[yellow]{text}[/]"), cancellationToken);
        var table = new Table().AddColumns("part", "images", "labels", "of each digit 0 … 9");
        foreach (var (name, (images, labels)) in new[] { ("train", train), ("test", test) })
        {
            byte[] digits = labels.ToArray<byte>();
            string counts = string.Join(' ', Enumerable.Range(0, 10).Select(d => $"{digits.Count(v => v == d)}"));
            table.AddRow(name, $"{images.ElementType.Name} {images.Shape}".EscapeMarkup(), $"{labels.ElementType.Name} {labels.Shape}".EscapeMarkup(), counts);
        }

        AnsiConsole.Write(table);
        int count = (int)Math.Min(parsed.GetValue(Show), train.Images.Shape[0]);
        for (int i = 0; i < count && !cancellationToken.IsCancellationRequested; i++)
        {
            Console.WriteLine($"image {i}, label {train.Labels[i].ToScalar<byte>()}");
            Console.WriteLine(train.Images[i].ToImage().ToText());
        }

        return 0;
    }
}
